SELECT madoguchi_password_recipe({patron})
