SELECT * FROM madoguchi_password_in_force({patron}, 'x')
